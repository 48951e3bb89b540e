const standIn = new URL('./index.ts', import.meta.url).href

/** The loader after this one knows TypeScript, so it is left to resolve the file. */
export async function resolve(specifier, context, next) {
  return next(specifier === 'electron' ? standIn : specifier, context)
}
