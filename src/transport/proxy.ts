/** A server that passes requests on. */
export interface Proxy {
  /** A name, or an address without brackets. */
  readonly host: string;
  readonly port: number;
  /** Whether it is spoken to in TLS. */
  readonly isSecure: boolean;
  /** Host and port as they are written. */
  readonly place: string;
  /** Value of `Proxy-Authorization`; absent: it wants no login. */
  readonly authorization: string | undefined;
}

/**
 * A proxy by its URL, such as `http://user:password@proxy.example.com:3128`. Without a port it is 80, or 443 in TLS.
 *
 * @throws TypeError when it is no URL of http or https; the message has no password
 */
export function proxyFrom(text: string): Proxy {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== "http:" && url.protocol !== "https:")) {
    const shown = text.replace(/\/\/[^/]*@/, "//(hidden)@").slice(0, 80);
    throw new TypeError(`${JSON.stringify(shown)} is no proxy; write it as http://proxy.example.com:3128.`);
  }
  const { hostname, port, protocol, username, password } = url;
  const isSecure = protocol === "https:";
  const number = port === "" ? (isSecure ? 443 : 80) : Number(port);
  return {
    host: hostname.startsWith("[") ? hostname.slice(1, -1) : hostname,
    port: number,
    isSecure,
    place: `${hostname}:${number}`,
    authorization: username === "" && password === "" ? undefined : basic(decoded(username), decoded(password)),
  };
}

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`, "utf8").toString("base64")}`;
}

/** What stands percent-encoded in a URL, or the text itself where that is no encoding. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
