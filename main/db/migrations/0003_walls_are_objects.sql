-- Format 3: walls lie among the objects since format 2; the table that they came from goes.
DROP TABLE walls;
