//! Features and filters, against brute force over the facts themselves.

mod cql2;
