// For unit tests, imported first: what the page's files ask of a browser when they are loaded.
import { vi } from "vitest";

vi.stubGlobal("document", { getElementById: () => null });
vi.stubGlobal("location", new URL("http://localhost:8081/"));
vi.stubGlobal("navigator", { userAgent: "Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0" });
vi.stubGlobal("sessionStorage", { getItem: () => null, setItem: () => undefined });
