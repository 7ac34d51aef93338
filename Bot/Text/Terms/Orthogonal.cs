namespace Bot.Text.Terms;

/// <summary>Makes the columns of a table perpendicular and of length 1, without changing what they span.</summary>
internal static class Orthogonal
{
    // Columns that all but coincide must not be divided by nothing.
    private const double Least = 1e-12;

    /// <param name="table">Row by row.</param>
    /// <param name="width">How many columns it has.</param>
    public static void Make(float[] table, int width)
    {
        var triangle = Cholesky(Products(table, width), width);
        var made = new double[width];
        for (var row = 0; row < table.Length; row += width)
        {
            for (var column = 0; column < width; column++)
            {
                double rest = table[row + column];
                for (var other = 0; other < column; other++)
                {
                    rest -= triangle[column, other] * made[other];
                }

                made[column] = rest / triangle[column, column];
            }

            for (var column = 0; column < width; column++)
            {
                table[row + column] = (float)made[column];
            }
        }
    }

    // Each column's product with each before it.
    private static double[,] Products(float[] table, int width)
    {
        var products = new double[width, width];
        for (var row = 0; row < table.Length; row += width)
        {
            for (var column = 0; column < width; column++)
            {
                for (var other = 0; other <= column; other++)
                {
                    products[column, other] += table[row + column] * table[row + other];
                }
            }
        }

        return products;
    }

    private static double[,] Cholesky(double[,] products, int width)
    {
        var triangle = new double[width, width];
        for (var row = 0; row < width; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                var rest = products[row, column];
                for (var other = 0; other < column; other++)
                {
                    rest -= triangle[row, other] * triangle[column, other];
                }

                triangle[row, column] =
                    row == column ? Math.Sqrt(Math.Max(rest, Least)) : rest / triangle[column, column];
            }
        }

        return triangle;
    }
}
