//! Sentences of bookings, logbooks, time cards, ratings and the schedule.

domain::texts! {}
