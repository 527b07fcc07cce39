-- Who may see a picture is told by the records that show it.
CREATE INDEX vehicles_of_photo ON vehicles (photo) WHERE photo IS NOT NULL;
CREATE INDEX staff_of_photo ON staff (photo) WHERE photo IS NOT NULL;
