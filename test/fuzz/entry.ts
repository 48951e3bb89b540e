import { collect, targets, type Target } from './targets.ts'

const [target, folder] = [process.env['STACKPASS_FUZZ_TARGET'] ?? '', process.env['STACKPASS_FUZZ_FINDINGS']]
if (!(target in targets) || folder === undefined) throw new Error('main.ts starts this.')

/** What the fuzzer calls with each input. */
export const fuzz = collect(target as Target, folder)
