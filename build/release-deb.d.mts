/** Makes the package of Debian out of what was laid out for npm; what an apt list says of it. */
export declare function makeDeb(
  laidOut: string,
  destination: string,
): Promise<{ readonly file: string; readonly entry: string }>
