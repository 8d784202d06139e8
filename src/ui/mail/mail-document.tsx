import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { LIGHT } from './mail-colours.ts';
import { MAIL_STYLE, SANS } from './mail-style.ts';

// Fills the rest of a client's preview line, so that the body (and the anti-phishing code in it) does not show there.
const PREVIEW_FILLER = raw('&#847;&zwnj;&nbsp;'.repeat(70));
const STYLE = raw(MAIL_STYLE);
const HIDDEN =
  'display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;font-size:1px;line-height:1px;color:transparent';

/** The HTML part of any mail: one card on a quiet page. Nothing is fetched: no image, no font, no script. */
export function renderMailDocument(document: {
  language: string;
  title: string;
  preheader: string;
  brand: string;
  content: Child;
  footer: Child;
}): string {
  const page = (
    <html lang={document.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no" />
        <title>{document.title}</title>
        <style>{STYLE}</style>
      </head>
      <body class="m-page" style={`margin:0;padding:0;background-color:${LIGHT.page};-webkit-text-size-adjust:100%`}>
        <div style={HIDDEN} aria-hidden="true">
          {document.preheader}
          {PREVIEW_FILLER}
        </div>
        <table role="presentation" border={0} cellpadding="0" cellspacing="0" width="100%">
          <tbody>
            <tr>
              <td class="m-outer" align="center" style={`padding:32px 12px;background-color:${LIGHT.page}`}>
                <Card brand={document.brand} content={document.content} footer={document.footer} />
              </td>
            </tr>
          </tbody>
        </table>
      </body>
    </html>
  );
  return `<!doctype html>${page.toString()}`;
}

function Card({ brand, content, footer }: { brand: string; content: Child; footer: Child }) {
  return (
    <table
      class="m-card"
      role="presentation"
      border={0}
      cellpadding="0"
      cellspacing="0"
      width="540"
      style={`width:100%;max-width:540px;background-color:${LIGHT.card};border:1px solid ${LIGHT.line};border-radius:14px;border-collapse:separate`}
    >
      <tbody>
        <tr>
          <td class="m-pad" style="padding:32px;text-align:left">
            <p
              class="m-accent"
              style={`margin:0 0 24px;${SANS};font-size:16px;line-height:22px;font-weight:700;color:${LIGHT.accent}`}
            >
              {brand}
            </p>
            {content}
            <div class="m-line" style={`margin:20px 0;border-top:1px solid ${LIGHT.line};font-size:0;line-height:0`}>
              &#8203;
            </div>
            {footer}
          </td>
        </tr>
      </tbody>
    </table>
  );
}
