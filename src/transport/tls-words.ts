/** What is wrong with a certificate or a handshake, by the codes of OpenSSL and Node, going on from host and port. */
const WORDS: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "has a self-signed certificate",
  SELF_SIGNED_CERT_IN_CHAIN: "has a certificate from an authority that is not trusted here (self-signed, in its chain)",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    "does not send the whole chain of its certificate, or an unknown authority signed it",
  UNABLE_TO_GET_ISSUER_CERT: "does not send the whole chain of its certificate, or an unknown authority signed it",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "has a certificate from an authority that is not known here",
  CERT_UNTRUSTED: "has a certificate that is not trusted here",
  CERT_HAS_EXPIRED: "has a certificate that has expired",
  CERT_NOT_YET_VALID: "has a certificate that is not valid yet; is the clock right?",
  CERT_REVOKED: "has a certificate that was revoked",
  CERT_REJECTED: "has a certificate that is rejected",
  CERT_SIGNATURE_FAILURE: "has a certificate with a wrong signature",
  INVALID_CA: "has a certificate signed by one that may sign none",
  INVALID_PURPOSE: "has a certificate that is not for servers",
  HOSTNAME_MISMATCH: "has a certificate for another name",
  ERR_TLS_CERT_ALTNAME_INVALID: "has a certificate for another name",
  ERR_TLS_CERT_ALTNAME_FORMAT: "has a certificate whose names cannot be read",
  EE_KEY_TOO_SMALL: "has a certificate with a key that is too small",
  ERR_SSL_WRONG_VERSION_NUMBER: "does not speak TLS on this port: is it http?",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "does not speak TLS on this port: is it http?",
  ERR_SSL_HTTP_REQUEST: "does not speak TLS on this port: is it http?",
  ERR_SSL_UNSUPPORTED_PROTOCOL: "has only versions of TLS that are no longer safe",
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: "has no version of TLS in common with this machine",
  ERR_SSL_TLSV1_UNRECOGNIZED_NAME: "knows no certificate for this name",
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: "has no way of TLS in common with this machine",
  ERR_SSL_DH_KEY_TOO_SMALL: "has a key that is too small",
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: "wants a certificate of the client",
  ERR_SSL_NO_APPLICATION_PROTOCOL: "speaks no HTTP/1.1 over TLS",
  ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL: "speaks no HTTP/1.1 over TLS",
};

/**
 * @param code of Node or OpenSSL
 * @param message what is said for want of a known code
 */
export function tlsWords(code: string, message: string): string {
  const known = WORDS[code];
  // Messages of OpenSSL carry thread, file and line: the code says more.
  return known === undefined ? `failed at TLS (${code === "" ? message : code})` : `${known} (${code})`;
}
