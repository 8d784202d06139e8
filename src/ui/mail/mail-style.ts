import { DARK } from './mail-colours.ts';

/**
 * What inline styles cannot say: dark colours and the narrow screen. Everything else is inline, because some mail
 * clients drop this block. No quote, ampersand or angle bracket may appear here.
 */
export const MAIL_STYLE = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (max-width:480px){
.m-outer{padding:0!important}
.m-card{border-radius:0!important;border-left:0!important;border-right:0!important}
.m-pad{padding:24px 20px!important}
.m-label,.m-value{display:block!important;width:auto!important;padding-right:0!important}
.m-label{padding-bottom:0!important}
.m-value{padding-top:2px!important}
.m-button{display:block!important;text-align:center!important}
.m-wide{width:100%!important}
}
@media (prefers-color-scheme:dark){
.m-page,.m-outer{background-color:${DARK.page}!important}
.m-card{background-color:${DARK.card}!important;border-color:${DARK.line}!important}
.m-text{color:${DARK.text}!important}
.m-muted{color:${DARK.muted}!important}
.m-accent{color:${DARK.accent}!important}
.m-line{border-color:${DARK.line}!important}
.m-note{border-color:${DARK.edge}!important}
.m-box{background-color:${DARK.box}!important}
.m-primary{background-color:${DARK.primary}!important;color:${DARK.onPrimary}!important}
.m-danger{background-color:${DARK.danger}!important;color:${DARK.onDanger}!important}
}`;

export const SANS = 'font-family:system-ui,Segoe UI,Helvetica,Arial,sans-serif';
export const MONO = 'font-family:ui-monospace,Menlo,Consolas,monospace';
