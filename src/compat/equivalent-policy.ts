import { meantPatterns } from "../policy/meant-patterns.ts";
import type { PolicyOptions } from "../policy/options.ts";
import { isSafelistedMethod } from "../standard/method.ts";
import { namesIn, type Settings } from "./dialect.ts";
import { flatten } from "./origin-rule.ts";

/** A policy's options that say what another library's say, as far as a policy can. */
interface Equivalent {
  /** Without origins where those have to be named by hand. */
  readonly options: Omit<PolicyOptions, "origins"> & { readonly origins?: PolicyOptions["origins"] };
  /** Whether the origins are only a proposal: they were an expression, and what it was meant to say had to be guessed. */
  readonly guessed: boolean;
}

/** What to write in place of another library's options. */
export function equivalentPolicy(settings: Settings): Equivalent {
  const { credentials, maxAge } = settings;
  const origins = originsOf(settings);
  const allowHeaders = settings.allowHeaders ? namesIn(settings.allowHeaders) : ["*", "Authorization"];
  const methods = namesIn(settings.methods).filter((method) => !isSafelistedMethod(method));
  const exposeHeaders = namesIn(settings.exposeHeaders);
  return {
    options: {
      ...(origins === undefined ? {} : { origins }),
      ...(methods.length === 0 ? {} : { methods: methods.includes("*") ? "*" : methods }),
      ...(allowHeaders.length === 0 ? {} : { allowHeaders }),
      ...(exposeHeaders.length === 0 ? {} : { exposeHeaders: exposeHeaders.includes("*") ? "*" : exposeHeaders }),
      ...(credentials ? { credentials } : {}),
      ...(typeof maxAge === "number" ? { maxAge } : {}),
    },
    guessed: flatten(settings.origin).some((entry) => entry instanceof RegExp),
  };
}

/** @returns `undefined` when somebody has to say what is meant */
function originsOf({ origin, credentials }: Settings): PolicyOptions["origins"] | undefined {
  if (origin === "*") return credentials ? undefined : "*";
  const origins = flatten(origin).map((entry) => (entry instanceof RegExp ? meantPatterns(entry.source) : [entry]));
  const named = origins.flat().filter((entry) => typeof entry === "string");
  const complete = origins.every(
    (entries) => entries.length > 0 && entries.every((entry) => typeof entry === "string"),
  );
  return complete && named.length > 0 ? named : undefined;
}

/** The same as a line of code. */
export function equivalentCode(settings: Settings): string {
  const { options, guessed } = equivalentPolicy(settings);
  const { origins, ...others } = options;
  const named = origins === undefined ? "[/* the origins of your pages */]" : JSON.stringify(origins);
  const lines = [
    `origins: ${named}${guessed && origins !== undefined ? " /* if that is what the expressions mean */" : ""}`,
  ];
  for (const [name, value] of Object.entries(others)) lines.push(`${name}: ${JSON.stringify(value)}`);
  return `definePolicy({ ${lines.join(", ")} })`;
}
