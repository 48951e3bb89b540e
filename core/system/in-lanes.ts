/**
 * Runs work over items, a number of them at once; the answers are in the order of the items. After a failure nothing new
 * begins, and running work is awaited. Rejects with the failure of the first failed item in that order, as running one after
 * another would.
 */
export async function inLanes<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const answers: R[] = []
  const waiting = items.entries()
  const failures: { readonly index: number; readonly error: unknown }[] = []
  const lane = async (): Promise<void> => {
    for (const [index, item] of waiting) {
      if (failures.length > 0) return
      try {
        answers[index] = await work(item)
      } catch (error) {
        failures.push({ index, error })
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane))
  const [first] = failures.sort((a, b) => a.index - b.index)
  if (first !== undefined) throw first.error
  return answers
}
