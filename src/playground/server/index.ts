export { PortError } from "./loopback.ts";
export { startPlayground, type Playground, type PlaygroundOptions } from "./playground.ts";
