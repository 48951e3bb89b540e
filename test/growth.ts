/** Processor time of this process: other programs on the machine do not make it longer, as they would by the clock. */
function processorTime(): number {
  const { user, system } = process.cpuUsage()
  return user + system
}

/** So much is measured at least, in microseconds: the clock of processor time is coarse on Windows. */
const enough = process.platform === 'win32' ? 60_000 : 8_000
const most = 12
/** Below this, in microseconds, there is nothing but noise: what is so quick for a quarter has no growth to speak of. */
const floor = 250

function timeOfOne<T>(make: (size: number) => T, work: (input: T) => unknown, size: number): number {
  let spent = 0
  let runs = 0
  while (spent < enough && runs < 10) {
    // Made anew each time: an input may keep what was computed from it.
    const input = make(size)
    const before = processorTime()
    work(input)
    spent += processorTime() - before
    runs += 1
  }
  return spent / runs
}

/**
 * What is linear takes four times as long for four times the size, what is quadratic sixteen times. Between them, nearer to
 * linear: caches and garbage make large inputs dearer.
 */
export const linear = 8

/**
 * How many times as much processor time `work` takes for `size` as for a quarter of it. The best of several measurements,
 * and more of them while the answer is not `linear`. The quarter is measured twice before the answer is believed: what a
 * first run costs more must not make it look slow, and with it the growth small.
 */
export function growth<T>(make: (size: number) => T, work: (input: T) => unknown, size: number): number {
  const quarter = Math.ceil(size / 4)
  let small = timeOfOne(make, work, quarter)
  let large = Infinity
  for (let round = 0; round < most && large / Math.max(small, floor) > linear; round++) {
    large = Math.min(large, timeOfOne(make, work, size))
    small = Math.min(small, timeOfOne(make, work, quarter))
  }
  return large / Math.max(small, floor)
}
