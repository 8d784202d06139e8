import { toCsv } from '../../foundations/csv.ts';
import { readCursor } from './cursor.ts';
import type { T } from './event-words.ts';
import { csvHead, csvRow } from './history-csv.ts';
import type { HistoryPage, HistoryQuery } from './list-history.ts';

const ROWS_AT_ONCE = 500;
/** Without it a spreadsheet takes UTF-8 for something else. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * The whole history, newest first, as CSV: page after page, as fast as it is taken, so that a long one fills no memory.
 * The first page is read before anything is answered: a database that is away is told as such.
 */
export async function exportHistory(
  list: (query: HistoryQuery) => Promise<HistoryPage>,
  query: Omit<HistoryQuery, 'place' | 'limit'>,
  t: T,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const encoder = new TextEncoder();
  const pageAfter = (cursor: string | null) =>
    list({ ...query, place: cursor === null ? null : readCursor(cursor), limit: ROWS_AT_ONCE });
  let page: HistoryPage | null = await pageAfter(null);
  let head = BYTE_ORDER_MARK + toCsv([csvHead(t)]);

  return new ReadableStream({
    async pull(controller) {
      if (page === null) return controller.close();
      controller.enqueue(encoder.encode(head + toCsv(page.events.map((entry) => csvRow(entry, t)))));
      head = '';
      page = page.next === null ? null : await pageAfter(page.next);
    },
  });
}
