import { create } from 'qrcode';

/** Four modules of quiet around it, which readers need (ISO/IEC 18004). */
const QUIET = 4;

/** A QR code as one path of an SVG: always dark on light, since many phones read no other. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = create(text, { errorCorrectionLevel: 'M' }).modules;
  const runs: string[] = [];
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (data[y * size + x]) runs.push(`M${x + QUIET} ${y + QUIET}h1v1h-1z`);
    }
  }
  const side = size + 2 * QUIET;
  return (
    <svg class="qr-code" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <path class="qr-ground" d={`M0 0h${side}v${side}H0z`} />
      <path class="qr-ink" d={runs.join('')} />
    </svg>
  );
}
