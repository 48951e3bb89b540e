import { Fragment, jsxDEV as makeElement } from 'react/jsx-dev-runtime'
import { readableProps } from './readable-props.ts'

export type { JSX } from 'react/jsx-dev-runtime'
export { Fragment }

/** React's own for development and tests, with texts made readable. */
export const jsxDEV: typeof makeElement = (type, props, ...more) =>
  makeElement(type, readableProps(type, props as Readonly<Record<string, unknown>>), ...more)
