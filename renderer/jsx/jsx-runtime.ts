import { Fragment, jsx as makeElement, jsxs as makeElements } from 'react/jsx-runtime'
import { readableProps } from './readable-props.ts'

export type { JSX } from 'react/jsx-runtime'
export { Fragment }

/** React's own, with texts made readable. */
export const jsx: typeof makeElement = (type, props, key) =>
  makeElement(type, readableProps(type, props as Readonly<Record<string, unknown>>), key)

/** The same for an element with several children. */
export const jsxs: typeof makeElements = (type, props, key) =>
  makeElements(type, readableProps(type, props as Readonly<Record<string, unknown>>), key)
