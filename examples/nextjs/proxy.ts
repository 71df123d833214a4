// One policy for all routes under /api: their preflights, their errors, their 404 and 405.
import { cors } from "crossorigin/fetch";
import { NextResponse } from "next/server";
import { policy } from "./policy";

export const proxy = cors(policy)(() => NextResponse.next());

// Routes alone: on a page that was rendered at build time Next.js replaces `Vary` by its own.
export const config = { matcher: "/api/:path*" };
