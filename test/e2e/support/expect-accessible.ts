import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** Waits until what moves has come to rest. What turns without an end is no transition. */
export async function atRest(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getTiming().iterations !== Infinity)
        .map((each) => each.finished.catch(() => {})),
    ),
  )
}

/** The rules of axe that hang on colours; all others find the same in either theme. */
const ofColours = ['color-contrast', 'link-in-text-block']

/** Off: a menu lies at the end of the document as its pattern has it, outside every landmark, and its button owns it. */
const off = ['region']

/** What axe finds on the page as it is: the rule, the element and the advice of each, by default with every rule. */
export async function axeFindings(page: Page, rules: 'all' | 'colours' = 'all'): Promise<string[]> {
  // Colours in the middle of a transition are no problem.
  await atRest(page)
  // Outside of its legacy mode axe opens a page of its own, which not every host can do. Our page has no frames.
  const axe = new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .disableRules(off)
  const { violations } = await (rules === 'all' ? axe : axe.withRules(ofColours)).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}\n${node.failureSummary ?? ''}`),
  )
}

/** Fails with every finding of axe. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  expect(await axeFindings(page), where).toEqual([])
}
