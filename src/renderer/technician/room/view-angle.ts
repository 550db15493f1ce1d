/** Of the room's picture, from its lower to its upper edge. */
export const FIELD_OF_VIEW_DEG = 60;
