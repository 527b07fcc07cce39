-- A tax number is one with its country before it and without (domain::folding::tax_key), and whoever comes back from the archive
-- is asked about it like whoever is new.
DROP TRIGGER customers_tax_id;

UPDATE customers SET tax_id_key = substr(tax_id_key, 3)
WHERE length(tax_id_key) BETWEEN 10 AND 14 AND substr(tax_id_key, 3) GLOB '*[0-9]*[0-9]*[0-9]*[0-9]*[0-9]*[0-9]*'
  AND substr(tax_id_key, 1, 2) IN ('at', 'be', 'bg', 'ch', 'cy', 'cz', 'de', 'dk', 'ee', 'el', 'es', 'fi', 'fr', 'gb', 'gr', 'hr',
    'hu', 'ie', 'it', 'lt', 'lu', 'lv', 'mt', 'nl', 'no', 'pl', 'pt', 'ro', 'se', 'si', 'sk', 'xi');

CREATE TRIGGER customers_tax_id BEFORE UPDATE OF tax_id_key, shares_tax_id, archived_at ON customers
WHEN NEW.tax_id_key <> '' AND NEW.shares_tax_id = 0 AND NEW.archived_at IS NULL BEGIN
  SELECT RAISE(ABORT, 'tax_id_shared') WHERE EXISTS (
    SELECT 1 FROM customers WHERE tax_id_key = NEW.tax_id_key AND tax_id_key <> '' AND archived_at IS NULL AND id <> NEW.id);
END;
