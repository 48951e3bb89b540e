/** An argument vector as one line to read: an argument with unusual characters is in single quotes. */
export function printedVector(vector: readonly string[]): string {
  return vector
    .map((argument) =>
      /^[A-Za-z0-9_.:/\\@=+,-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`,
    )
    .join(' ')
}
