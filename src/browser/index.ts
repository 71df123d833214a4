export { Browser } from "./full.ts";
export * from "./exports.ts";
