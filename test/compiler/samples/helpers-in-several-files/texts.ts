export const words = ['small', 'large'] as const;

export const sizeOf = ({ weight }: { weight: number }): (typeof words)[number] => (weight > 5 ? words[1] : words[0]);

export const line = (id: string, what: string): string => `${id}: ${what}`;

export function title(count: number): string {
  switch (count) {
    case 0:
      return 'nothing';
    case 1:
      return 'one line';
    default:
      return `${count} lines`;
  }
}
