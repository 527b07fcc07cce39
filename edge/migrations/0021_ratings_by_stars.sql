-- Ratings of so many stars.

CREATE INDEX ratings_of_stars ON ratings (stars, at, id);
