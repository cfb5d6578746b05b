"""
The exact search on a grid of Pulido's with several costs.

Run `python benchmarks/grid.py --grid Grid0.txt.gz --queries queries3.txt --solutions solutions_p0_3.txt.gz`. The first
line of the query file is the number of costs that count. In the grid file a line `a x1 y1 x2 y2 c1 c2 ..` is a link
both ways; the query file has lines `number x y x y`, the solutions `number costs`, how many vectors, and the vectors.
"""

from __future__ import annotations

import sys
from pathlib import Path

import fronts
import numpy as np


def numbers(path: Path) -> list[list[int]]:
    """Return the lines of whole numbers in a file; `%` begins a remark and `a ` is left out."""
    lines = (line.removeprefix("a ").split() for line in fronts.text_of(path).splitlines() if not line.startswith("%"))
    return [[int(x) for x in words] for words in lines if words]


def read_grid(path: Path, n_costs: int) -> tuple[fronts.Graph, int]:
    """Return the graph with its first costs, and the width of the grid."""
    (n_nodes, *_), *links = numbers(path)
    rows = np.array(links, dtype=np.int64)
    width = int(rows[:, :4].max()) + 1
    a, b = rows[:, 0] + width * rows[:, 1], rows[:, 2] + width * rows[:, 3]
    costs = rows[:, 4 : 4 + n_costs]
    if costs.shape[1] < n_costs:
        raise SystemExit(f"{path} has {costs.shape[1]} costs: the queries ask for {n_costs}.")
    n_nodes = max(n_nodes, width * width)
    return fronts.graph_of(n_nodes, np.concatenate([a, b]), np.concatenate([b, a]), np.tile(costs, (2, 1))), width


def read_solutions(path: Path) -> dict[int, list[list[int]]]:
    """Return the fronts of a file by the number of the query."""
    rows = iter(numbers(path))
    found = {}
    for number, _ in rows:
        found[number] = [next(rows) for _ in range(next(rows)[0])]
    return found


def main() -> int:
    """Run the queries and print."""
    parser = fronts.options(__doc__.strip().splitlines()[0])
    parser.add_argument("--grid", type=Path, required=True, help="the grid")
    parser.add_argument("--queries", type=Path, required=True, help="the queries, with the number of costs")
    parser.add_argument("--solutions", type=Path, help="the fronts of the queries, where known")
    parser.add_argument("--costs", type=int, help="use so many costs instead")
    asked = parser.parse_args()
    (told,), _, *rows = numbers(asked.queries)
    graph, width = read_grid(asked.grid, asked.costs or told)
    known = read_solutions(asked.solutions) if asked.solutions and (asked.costs or told) == told else {}
    queries = [fronts.Query(n, a + width * b, c + width * d, known.get(n)) for n, a, b, c, d in rows]
    return fronts.show(fronts.run(graph, queries, asked), as_json=asked.json)


if __name__ == "__main__":
    sys.exit(main())
