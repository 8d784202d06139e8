/** As many as the product's own pool has. */
export const DATABASE_CONNECTIONS = 10;
