import { createAllowList } from '../../../../core/consent/allow-list.ts'

const [stateDir, locksDir, name, count] = process.argv.slice(2)
const list = createAllowList(stateDir!, locksDir!)
for (let index = 0; index < Number(count); index += 1) {
  const added = await list.add({
    profile: `${name} ${index}`,
    textHash: 'x',
    shown: 'keys',
    pins: [],
    unknown: [],
    at: new Date(0).toISOString(),
    where: 'terminal',
  })
  if (!added.ok) throw new Error(added.error.code)
}
