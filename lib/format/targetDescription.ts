/**
 * What is needed to find the element again in a live page. A member whose text the masker would change is left out
 * (filler finds nothing), except `css`, which is built from tags, positions and structural attributes only.
 */
export interface TargetDescription {
  /** ARIA role, explicit or implied. */
  role?: string
  /** Accessible name. */
  name?: string
  testId?: string
  /** The attribute `testId` comes from. Absent: `data-testid`. */
  testIdAttribute?: string
  /** Text of the label of a form control. */
  label?: string
  placeholder?: string
  /** Visible text, for elements that have neither role nor label; shortened ones are left out. */
  text?: string
  /** Selector within the element's own tree (document or shadow root) that found it and nothing else. */
  css?: string
  /**
   * Local name, and the type of an input: what a test has to do with it depends on them. An editing host, and all that
   * is in it, has type `contenteditable`.
   */
  tag?: string
  type?: string
  /** What the field is for, in the words of the autocomplete attribute. */
  autocomplete?: string
  /** Where in the element the pointer was, in CSS px from its upper left corner. */
  offset?: [x: number, y: number]
  /** Which of the members found exactly one element in the document at the time. Absent: nobody looked. */
  unique?: TargetLocator[]
  /** Where role and name found more than one: selector of something around it that holds only this one. */
  within?: string
  /** Else its place among them, from 0. */
  nth?: number
  /** Others have the role and a name that differs in its numbers only. */
  alike?: true
  /** `css` of each shadow host around it, outermost first. */
  hosts?: string[]
  /** One of the shadow roots around it is closed: locators of a test cannot reach it. */
  closed?: true
}

export type TargetLocator = 'testId' | 'role' | 'label' | 'placeholder' | 'text' | 'css'

/** Attributes that pages give their elements for tests, most common first. */
export const TEST_ID_ATTRIBUTES = ['data-testid', 'data-test-id', 'data-test', 'data-cy', 'data-qa']
