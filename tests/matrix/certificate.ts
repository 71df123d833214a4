import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** What a server with TLS needs. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OBJECT_IDENTIFIER = 0x06;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
const VERSION = 0xa0;

/** 1.2.840.10045.4.3.2 */
const ECDSA_WITH_SHA256 = Buffer.from("2a8648ce3d040302", "hex");
/** 2.5.4.3 */
const COMMON_NAME = Buffer.from("550403", "hex");

/**
 * A certificate for `localhost` that nobody but this test trusts, signed by itself and made anew each time, so that no key lies
 * in the repository.
 *
 * @param lastDay of its life, in or after 2020
 * @see RFC 5280, 4.1
 */
export function selfSignedCertificate(lastDay = "20491231"): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = der(SEQUENCE, der(OBJECT_IDENTIFIER, ECDSA_WITH_SHA256));
  const name = der(
    SEQUENCE,
    der(SET, der(SEQUENCE, der(OBJECT_IDENTIFIER, COMMON_NAME), der(UTF8_STRING, Buffer.from("localhost")))),
  );
  const validity = der(SEQUENCE, time("200101000000Z"), time(`${lastDay.slice(2)}235959Z`));
  const body = der(
    SEQUENCE,
    der(VERSION, der(INTEGER, Buffer.from([2]))),
    // Positive, as its first bit is off.
    der(INTEGER, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    name,
    validity,
    name,
    publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = der(BIT_STRING, Buffer.from([0]), sign("sha256", body, privateKey));
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: pem(der(SEQUENCE, body, algorithm, signature)),
  };
}

/** Tag, length in as few bytes as it takes (Chromium reads no other), content. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, ...lengthOf(content)]), content]);
}

function lengthOf({ length }: Buffer): number[] {
  if (length < 0x80) return [length];
  return length < 0x1_00 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}

function time(text: string): Buffer {
  return der(UTC_TIME, Buffer.from(text));
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}
