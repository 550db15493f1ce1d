/** SQL of the ids of one incident, its only parameter, and of all that joined it, and those in turn. */
export const JOINED_IDS = `WITH RECURSIVE tree (id) AS (
  SELECT ? UNION SELECT j.joined_id FROM incident_joins j JOIN tree ON j.into_id = tree.id) SELECT id FROM tree`;
