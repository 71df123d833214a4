import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Progress } from "./progress.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function stream(isTTY: boolean): { isTTY: boolean; columns: number; written: string[]; write(text: string): void } {
  const written: string[] = [];
  return { isTTY, columns: 30, written, write: (text) => void written.push(text) };
}

describe("Progress", () => {
  it("says what is waited for after a second, in one line, and takes it away", () => {
    const terminal = stream(true);
    const progress = new Progress(terminal);
    progress.say("GET https://api.example.com/orders as Firefox");
    vi.advanceTimersByTime(900);
    expect(terminal.written).toEqual([]);
    vi.advanceTimersByTime(1200);
    expect(terminal.written.at(-1)).toBe("\r\u001b[K… 2 s, GET https://api.exampl");
    progress.stop();
    expect(terminal.written.at(-1)).toBe("\r\u001b[K");
    vi.advanceTimersByTime(5000);
    expect(terminal.written.length).toBe(3);
  });

  it("writes nothing where nobody sees it move", () => {
    const pipe = stream(false);
    const progress = new Progress(pipe);
    progress.say("GET");
    vi.advanceTimersByTime(5000);
    progress.stop();
    expect(pipe.written).toEqual([]);
  });
});
