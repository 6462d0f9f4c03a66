"""Peers of NetBatch: peers.py connections COUNT AT_ONCE QUERY (psycopg2 in threads), peers.py generate ROWS FILE (a plain loop)."""
import csv
import datetime
import random
import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor


def connections(count, at_once, query):
    import psycopg2

    def one(_):
        connection = psycopg2.connect(dbname="a")
        with connection, connection.cursor() as cursor:
            cursor.execute(query)
            rows = cursor.fetchall()
        connection.close()
        return rows
    with ThreadPoolExecutor(int(at_once)) as pool:
        with open("/dev/null", "w") as file:
            for rows in pool.map(one, range(int(count))):
                csv.writer(file).writerows(rows)


def sales(count):
    """Sales as people write such a loop: keys in their range, prices, discounts, days."""
    rng = random.Random(1)
    first = datetime.date(2024, 1, 1)
    prices = [rng.randrange(199, 19999) / 100 for _ in range(10000)]
    for row in range(count):
        day = first + datetime.timedelta(days=row * 731 // count)
        product, quantity = rng.randrange(10000), rng.randint(1, 10)
        discount = round(prices[product] * quantity * rng.randint(5, 30) / 100, 2) if rng.randrange(4) == 0 else 0.0
        loaded = datetime.datetime(day.year, day.month, day.day) + datetime.timedelta(seconds=rng.randrange(172800))
        yield (row + 1, f"O{row // 2:010d}", row % 3 + 1, day.year * 10000 + day.month * 100 + day.day, rng.randrange(500), product,
               rng.randrange(200000), day.isoformat(), quantity, prices[product], discount,
               round(prices[product] * quantity - discount, 2), loaded.isoformat())


def generate(count, file):
    if file.endswith(".csv"):
        with open(file, "w", newline="") as text:
            csv.writer(text).writerows(sales(int(count)))
        return
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE fact_sales(sale_id INTEGER PRIMARY KEY, order_number TEXT, line_number INTEGER, date_key INTEGER, "
                       "store_key INTEGER, product_key INTEGER, customer_key INTEGER, sold_on TEXT, quantity INTEGER, unit_price REAL, "
                       "discount REAL, amount REAL, loaded_at TEXT)")
    connection.executemany("INSERT INTO fact_sales VALUES (" + ", ".join("?" * 13) + ")", sales(int(count)))
    connection.commit()


{"connections": connections, "generate": generate}[sys.argv[1]](*sys.argv[2:])
