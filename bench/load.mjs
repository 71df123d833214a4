// A program for servers.mjs: sends requests, one after the other on each of a few connections, and tells when all are answered.
import { connect } from "node:net";
import { REQUESTS } from "./served.mjs";

const CONNECTIONS = 8;
/** For the first answer: it is whole when nothing more has come for so many milliseconds. */
const SILENCE = 50;

/** @type {Map<string, Promise<Client>>} */
const clients = new Map();

process.on("message", async (/** @type {Order} */ { port, kind, count }) => {
  const key = `${port} ${kind}`;
  const opened = clients.get(key) ?? open(port, REQUESTS[kind]);
  clients.set(key, opened);
  const { lines, length, answer } = await opened;
  let left = count;
  await Promise.all(
    lines.map(async (line) => {
      while (left > 0) {
        left -= 1;
        await line(length);
      }
    }),
  );
  process.send?.({ answer });
});

/**
 * @typedef {object} Order
 * @property {number} port
 * @property {keyof typeof REQUESTS} kind
 * @property {number} count
 */

/**
 * @typedef {object} Client
 * @property {readonly ((length: number) => Promise<void>)[]} lines each sends a request and waits for the answer
 * @property {number} length of an answer in bytes, the same for all
 * @property {string} answer the first one
 */

/**
 * @param {number} port
 * @param {string} request
 * @returns {Promise<Client>}
 */
async function open(port, request) {
  const answer = await firstAnswer(port, request);
  const lines = await Promise.all(Array.from({ length: CONNECTIONS }, () => openLine(port, request)));
  return { lines, length: Buffer.byteLength(answer), answer };
}

/**
 * @param {number} port
 * @param {string} request
 * @returns {Promise<string>}
 */
function firstAnswer(port, request) {
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(request));
    const whole = () => {
      socket.destroy();
      resolve(text);
    };
    /** @type {NodeJS.Timeout} */
    let silence;
    socket.on("error", reject).on("data", (data) => {
      text += data.toString("latin1");
      clearTimeout(silence);
      silence = setTimeout(whole, SILENCE);
    });
  });
}

/**
 * @param {number} port
 * @param {string} request
 * @returns {Promise<(length: number) => Promise<void>>}
 */
function openLine(port, request) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => resolve(ask));
    socket.setNoDelay(true);
    let expected = 0;
    let received = () => {};
    socket.on("data", (data) => {
      expected -= data.length;
      if (expected <= 0) received();
    });
    socket.on("error", reject).on("close", () => {
      if (expected > 0) throw new Error("A server has closed a connection in the middle.");
    });

    /**
     * @param {number} length
     * @returns {Promise<void>}
     */
    function ask(length) {
      expected = length;
      socket.write(request);
      return new Promise((answered) => (received = answered));
    }
  });
}
