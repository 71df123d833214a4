export { PortError } from "./loopback.ts";
export { startPlayground, type Playground } from "./playground.ts";
