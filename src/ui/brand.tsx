import { Icon } from './icon.tsx';

/** The company's name beside the gate. */
export function Brand({ name }: { name: string }) {
  return (
    <a class="brand" href="/">
      <span class="brand-mark">
        <Icon name="gate" />
      </span>
      <span class="brand-name">{name}</span>
    </a>
  );
}
