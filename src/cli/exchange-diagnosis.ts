// What check needs of the diagnosis, so that the bundle it waits for has no more: reading consoles and archives is left out.
export { diagnose, probe } from "../diagnosis/index.ts";
