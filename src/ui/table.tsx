import type { Child } from 'hono/jsx';

type Cells = readonly Child[];

interface Row {
  cells: Cells;
  /** More about this row, over the whole width beneath it: usually a <Details>. */
  below?: Child;
}

interface TableProps {
  /** What the table lists; read out, and shown only if `showCaption`. */
  caption: string;
  showCaption?: boolean | undefined;
  head: readonly string[];
  /** The first cell names its row. */
  rows: readonly (Cells | Row)[];
}

/**
 * A real table; where it would not fit, each row becomes a card with its labels.
 * The roles are spelled out because Safari drops a table's meaning once its parts are laid out otherwise.
 */
export function Table({ caption, showCaption, head, rows }: TableProps) {
  return (
    <div class="table">
      <table {...TABLE}>
        <caption class={showCaption ? undefined : 'unseen'}>{caption}</caption>
        <thead {...GROUP}>
          <tr {...ROW}>
            {head.map((label) => (
              <th scope="col" {...COLUMN_HEADER}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...GROUP}>{rows.map((row) => bodyRow(isRow(row) ? row : { cells: row }, head))}</tbody>
      </table>
    </div>
  );
}

function bodyRow({ cells: [name, ...cells], below }: Row, head: readonly string[]) {
  return (
    <>
      <tr {...ROW} class={below ? 'has-below' : undefined}>
        <th scope="row" {...ROW_HEADER}>
          {name}
        </th>
        {cells.map((cell, index) => (
          <td {...CELL} data-label={head[index + 1]}>
            <div>{cell}</div>
          </td>
        ))}
      </tr>
      {below && (
        <tr {...ROW} class="below">
          <td {...CELL} colspan={head.length}>
            {below}
          </td>
        </tr>
      )}
    </>
  );
}

function isRow(row: Cells | Row): row is Row {
  return 'cells' in row;
}

const TABLE = { role: 'table' };
const GROUP = { role: 'rowgroup' };
const ROW = { role: 'row' };
const COLUMN_HEADER = { role: 'columnheader' };
const ROW_HEADER = { role: 'rowheader' };
const CELL = { role: 'cell' };
