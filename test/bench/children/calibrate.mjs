// Repeats a fixed piece of work and measures it in wall-clock and processor time, and how late a short sleep ends.
import { setTimeout as sleep } from 'node:timers/promises'

const rounds = 40
const steps = 4_000_000

function work() {
  let value = 1
  for (let step = 0; step < steps; step++) value = (Math.imul(value, 1_664_525) + 1_013_904_223) | 0
  return value
}

const taken = []
let kept = 0
for (let round = 0; round <= rounds; round++) {
  const before = process.cpuUsage()
  const started = performance.now()
  kept ^= work()
  const clock = performance.now() - started
  const { user, system } = process.cpuUsage(before)
  const asleep = performance.now()
  await sleep(5)
  // The first round is compiled while it runs.
  if (round > 0)
    taken.push({ clock, processor: (user + system) / 1000, late: performance.now() - asleep - 5 })
}
console.log(JSON.stringify({ taken, kept }))
