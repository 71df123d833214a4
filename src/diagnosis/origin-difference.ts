import { isLoopbackHost } from "../standard/origin.ts";

/** A part of an origin in which a value differs from it. */
export interface OriginDifference {
  readonly part: "scheme" | "host" | "port" | "slash" | "path" | "case" | "default port" | "quotes";
  /** What the value has there; empty when it has nothing. */
  readonly found: string;
  readonly wanted: string;
}

/** A text cut as a URL is, without a judgement. */
interface Parts {
  readonly scheme: string;
  readonly host: string;
  readonly port: string;
  readonly rest: string;
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: "80", https: "443" };

/**
 * Where the value of `Access-Control-Allow-Origin` differs from an origin, part by part. Case is a difference of its own,
 * and so is a port that browsers leave out.
 *
 * @param value as it was sent
 * @param origin as browsers write it
 * @returns nothing when they are the same
 */
export function originDifferences(value: string, origin: string): OriginDifference[] {
  if (value === origin) return [];
  const unquoted = value.replace(/^["'](.*)["']$/, "$1");
  if (unquoted !== value) {
    return [{ part: "quotes", found: value, wanted: origin }, ...originDifferences(unquoted, origin)];
  }
  const [found, wanted] = [cut(value), cut(origin)];
  const differences: OriginDifference[] = [];
  const compare = (part: "scheme" | "host"): void => {
    if (found[part] === wanted[part]) return;
    const same = found[part].toLowerCase() === wanted[part];
    differences.push({ part: same ? "case" : part, found: found[part], wanted: wanted[part] });
  };
  compare("scheme");
  compare("host");
  if (found.port !== wanted.port) {
    const isDefault = wanted.port === "" && DEFAULT_PORTS[wanted.scheme] === found.port;
    differences.push({ part: isDefault ? "default port" : "port", found: found.port, wanted: wanted.port });
  }
  if (found.rest !== "") {
    differences.push({ part: found.rest === "/" ? "slash" : "path", found: found.rest, wanted: "" });
  }
  return differences;
}

/** Whether differences are of the kind that a hand makes, rather than another origin altogether. */
export function isDetail(differences: readonly OriginDifference[]): boolean {
  return (
    differences.length > 0 &&
    differences.every(({ part, found, wanted }) => part !== "host" || isSameHost(found, wanted))
  );
}

/** Hosts that people take for one: with and without www, and the three names of this machine. */
function isSameHost(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  return a === `www.${b}` || b === `www.${a}` || (isLoopbackHost(a) && isLoopbackHost(b));
}

/** A difference in words, going on from "the value". */
export function differenceInWords({ part, found, wanted }: OriginDifference): string {
  if (part === "slash") return "a slash at its end";
  if (part === "path") return `a path, ${found}`;
  if (part === "quotes") return "quotes around it";
  if (part === "case") return `${found} in place of ${wanted}: case counts`;
  if (part === "default port") return `the port ${found}, which browsers leave out`;
  if (found === "") return `no ${part}, in place of ${wanted}`;
  return `the ${part} ${found}${wanted === "" ? ", where the page's origin has none" : ` in place of ${wanted}`}`;
}

function cut(text: string): Parts {
  const [scheme, behind] = halves(text, "://");
  const hasScheme = behind !== undefined;
  const after = behind ?? text;
  const end = after.search(/[/?#]/);
  const authority = end === -1 ? after : after.slice(0, end);
  const colon = authority.lastIndexOf(":");
  const hasPort = colon > authority.lastIndexOf("]");
  return {
    scheme: hasScheme ? scheme : "",
    host: hasPort ? authority.slice(0, colon) : authority,
    port: hasPort ? authority.slice(colon + 1) : "",
    rest: end === -1 ? "" : after.slice(end),
  };
}

function halves(text: string, mark: string): [string, string | undefined] {
  const at = text.indexOf(mark);
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + mark.length)];
}
