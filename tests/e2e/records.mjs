// What kinds of record there are, by the document that lint compares with the route table: no list of our own can forget one.
import { readFileSync } from "node:fs";

const { paths } = JSON.parse(readFileSync(new URL("../../edge/openapi.json", import.meta.url)));

/** Every kind of record: those whose list is exported. */
export const RECORDS = Object.keys(paths).flatMap((path) => path.match(/^\/api\/([a-z-]+)\.csv$/)?.slice(1) ?? []);

/** A logbook is made on its booking. */
const MADE_ELSEWHERE = ["logbooks"];

/** Those that staff make on a page of its own, at `/admin/{kind}/new`. */
export const MADE = RECORDS.filter((kind) => paths[`/api/${kind}`].post && !MADE_ELSEWHERE.includes(kind));

/** Those that have a page. */
export const OPENED = RECORDS.filter((kind) => paths[`/api/${kind}/{id}`]?.get);
