const ADDRESS = /^[^\s@<>]+@[^\s@<>]+$/;

/** How to reach the company's support; where none is set, the article's own words say where to find it. */
export function Support({ contact, otherwise }: { contact: string | null; otherwise: string }) {
  const href = contact && hrefOf(contact);
  return href ? <a href={href}>{contact}</a> : <span>{contact ?? otherwise}</span>;
}

/** A telephone number stays text: how it is dialled depends on where the reader is. */
function hrefOf(contact: string): string | null {
  if (/^https?:\/\//.test(contact)) return contact;
  return ADDRESS.test(contact) ? `mailto:${contact}` : null;
}
