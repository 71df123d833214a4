import { configureGlobal } from "fast-check";

// What is generated depends on this number alone.
configureGlobal({ seed: Number(process.env["CROSSORIGIN_SEED"]) });
