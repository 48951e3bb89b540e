const standIn = new URL('./index.ts', import.meta.url).href

export async function resolve(specifier, context, next) {
  return specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context)
}
