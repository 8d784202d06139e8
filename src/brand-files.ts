import { type Handler, refuse } from './foundations/http/index.ts';
import type { Settings } from './settings.ts';
import { brandStylesheet } from './ui/index.ts';

/** The company's colour and logo, from the settings alone. What is not set does not exist. */
export function createBrandFiles({ brandColours, logo }: Pick<Settings, 'brandColours' | 'logo'>) {
  const styles: Handler<null> = async () =>
    brandColours === null
      ? refuse('not-found')
      : { kind: 'file', contentType: 'text/css; charset=utf-8', body: brandStylesheet(brandColours) };
  const picture: Handler<null> = async () => (logo === null ? refuse('not-found') : { kind: 'file', ...logo });
  return {
    styles,
    picture,
    /** Where pages find them. */
    paths: { css: brandColours === null ? undefined : '/brand.css', logo: logo === null ? undefined : '/brand-logo' },
  };
}
