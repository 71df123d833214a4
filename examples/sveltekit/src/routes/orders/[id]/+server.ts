import { error, json } from "@sveltejs/kit";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = ({ params }) => (params.id === "1" ? json({ id: "1" }) : error(404, "Not Found"));

export const PUT: RequestHandler = async ({ params, request }) => json({ id: params.id, order: await request.json() });
