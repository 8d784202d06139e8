/** Names by number, each kept once and all in one buffer: as strings they would take several times the memory. */
export interface NameList {
  /** The place of the name of `number`, which stands in these bytes as a CSV field (RFC 4180 §2). */
  add(number: number, bytes: Buffer, from: number, to: number): number;
  /** No more names: gives back what was only needed to collect them. */
  finish(): (place: number) => string | null;
}

/** Longer names are cut: they are shown in tables and mails. */
const LONGEST_NAME = 80;
/** Soft hyphens, direction marks and other things that do not show, or make something else show. */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

export function createNameList(): NameList {
  const places = new Map<number, number>();
  const ends = [0];
  let bytes = Buffer.alloc(1 << 16);

  return {
    add(number, csv, from, to) {
      const known = places.get(number);
      if (known !== undefined) return known;
      const name = Buffer.from(cleanName(csv.toString('utf8', from, to)));
      const start = ends.at(-1) ?? 0;
      while (start + name.length > bytes.length) bytes = Buffer.concat([bytes], bytes.length * 2);
      name.copy(bytes, start);
      const place = ends.push(start + name.length) - 2;
      places.set(number, place);
      return place;
    },
    finish() {
      const kept = Buffer.from(bytes.subarray(0, ends.at(-1)));
      const keptEnds = Uint32Array.from(ends);
      places.clear();
      ends.length = 0;
      bytes = Buffer.alloc(0);
      return (place) => kept.toString('utf8', keptEnds[place], keptEnds[place + 1]) || null;
    },
  };
}

function cleanName(field: string): string {
  const text = field.startsWith('"') ? field.replace(/^"|"\r?$/g, '').replaceAll('""', '"') : field;
  const clean = text.replace(INVISIBLE, ' ').replace(/\s+/g, ' ').trim();
  const letters = [...clean];
  return letters.length > LONGEST_NAME
    ? `${letters
        .slice(0, LONGEST_NAME - 1)
        .join('')
        .trimEnd()}…`
    : clean;
}
