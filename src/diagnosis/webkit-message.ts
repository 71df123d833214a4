import { isOkStatus } from "../browser/fetch-response.ts";
import type { ConsoleText } from "./console-text.ts";
import type { FailureCode } from "./failure-code.ts";
import { CORS_CHECK_CODES, plainCode, type MessageFacts } from "./message-facts.ts";
import { fillTemplate } from "./text-template.ts";
import { WEBKIT_FRAMES, WEBKIT_TEXTS } from "./webkit-texts.ts";

const [REDIRECTION] = WEBKIT_FRAMES;

/** The lines that WebKit prints, or `undefined` when it prints none. */
export function webkitMessage(facts: MessageFacts): string | undefined {
  const { plain, preflight } = plainCode(facts);
  const code = preflight ? preflightCode(plain, facts) : plain;
  const row = rowFor(code, facts);
  const reason = row === undefined ? undefined : reasonOf(row, code, facts);
  if (reason === undefined) return undefined;
  if (code === "BlockedPort" || (code === "DisallowedByMode" && facts.redirectedFrom === undefined)) return reason;
  const second = code === "NoCorsRedirectModeNotFollow" ? ["Not allowed to request resource"] : [];
  return [reason, ...second, closing(facts)].join("\n");
}

/** WebKit looks at a preflight's status before anything else; a redirect is a bad status. */
function preflightCode(plain: FailureCode, { status }: MessageFacts): FailureCode {
  const bad = status !== undefined && !isOkStatus(status) && CORS_CHECK_CODES.has(plain);
  return bad ? "PreflightInvalidStatus" : plain;
}

function rowFor(code: FailureCode, facts: MessageFacts): ConsoleText | undefined {
  const { redirectedFrom, redirectTarget, parameter = "", phase } = facts;
  const rows = WEBKIT_TEXTS.filter((row) => row.readOnly !== true && row.codes.includes(code));
  const starting = (text: string): ConsoleText | undefined => rows.find((row) => row.text.startsWith(text));
  if (code === "MultipleAllowOriginValues") {
    // Without a comma it is to WebKit one origin that does not fit.
    return starting(parameter.includes(",") ? "Access-Control-Allow-Origin cannot" : "Origin ");
  }
  if (code === "CorsDisabledScheme") {
    if (redirectTarget === undefined) return starting("Cross origin requests");
    return starting(redirectTarget.startsWith("ftp:") ? "FTP" : "not allowed");
  }
  if (code === "DisallowedByMode") return starting(redirectedFrom === undefined ? "Fetch API" : "Unsafe");
  // Without a preflight nothing is said.
  if (code === "ConnectionRefused" && phase !== "preflight") return undefined;
  return rows[0];
}

function reasonOf(row: ConsoleText, code: FailureCode, facts: MessageFacts): string | undefined {
  const { url, origin, sentOrigin = origin, status, redirectTarget, parameter = "", phase } = facts;
  const { list = parameter, headerNames = [] } = facts;
  const spelled = headerNames.find((name) => name.toLowerCase() === parameter.toLowerCase()) ?? parameter;
  const text = fillTemplate(row.text, {
    url,
    address: url,
    origin: code === "DisallowedByMode" ? origin : sentOrigin,
    to: redirectTarget ?? "",
    host: URL.canParse(url) ? new URL(url).hostname : "",
    line: list,
    port: parameter,
    name: code === "HeaderDisallowedByPreflightResponse" ? (headerNames[0] ?? spelled) : parameter,
  });
  const answered = status === undefined ? text : `${text}${ending(row)}Status code: ${status}`;
  const reason = STATUSES.some((start) => row.text.startsWith(start)) ? answered : text;
  const ofRedirect = phase === "redirect" && (CORS_CHECK_CODES.has(code) || row.phase === "redirect");
  if (!ofRedirect || !standsWithin(row)) return reason;
  if (redirectTarget === undefined) return undefined;
  return `${fillTemplate(REDIRECTION?.text ?? "", { to: withoutUserInfo(redirectTarget) })}${reason}`;
}

/** Lines that end with a status. */
const STATUSES = ["Origin ", "Preflight response"];

function ending({ text }: ConsoleText): string {
  return text.endsWith(".") ? " " : ". ";
}

/** Whether it is said within the line about a redirect; some lines about redirects stand alone. */
function standsWithin({ text }: ConsoleText): boolean {
  return !text.startsWith("Not allowed to follow") && !text.startsWith("Load cannot") && !text.startsWith("FTP");
}

function withoutUserInfo(url: string): string {
  if (!URL.canParse(url)) return url;
  const plain = new URL(url);
  if (plain.username === "" && plain.password === "") return url;
  plain.username = "";
  plain.password = "";
  return plain.href;
}

function closing({ api = "fetch", url }: MessageFacts): string {
  return `${api === "fetch" ? "Fetch API" : api} cannot load ${url} due to access control checks.`;
}
