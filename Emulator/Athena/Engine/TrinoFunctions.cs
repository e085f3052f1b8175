namespace FlowOptics.Emulator.Athena.Engine;

/// <summary>
/// The functions of Trino that the emulator has, and what each is called in DuckDB (<see cref="TrinoMacros"/> has those that begin with trino_). What
/// is not here does not exist, as in Athena.
/// </summary>
/// <remarks>https://trino.io/docs/current/functions.html</remarks>
internal static class TrinoFunctions
{
    private static readonly string[] SameName =
    [
        "abs", "acos", "asin", "atan", "atan2", "cbrt", "ceil", "ceiling", "cos", "degrees", "exp", "floor", "ln", "log10", "log2", "mod", "pi",
        "pow", "power", "radians", "round", "sign", "sin", "sqrt",
        "tan", "greatest", "least", "is_nan",
        "avg", "count", "count_star", "count_if", "max", "min", "sum", "max_by", "min_by", "any_value", "bool_and", "bool_or", "array_agg", "stddev",
        "stddev_pop", "stddev_samp", "variance", "var_pop", "var_samp",
        "corr", "covar_pop", "covar_samp", "skewness", "kurtosis", "bit_and", "bit_or",
        "row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile", "lag", "lead", "first_value", "last_value", "nth_value",
        "chr", "concat_ws", "length", "lower", "lpad", "ltrim", "replace", "reverse", "rpad", "rtrim", "split_part", "starts_with", "strpos",
        "substr", "substring", "translate", "trim", "upper", "url_decode",
        "regexp_extract_all", "position",
        "coalesce", "nullif", "typeof",
        "date_trunc", "date_part", "year", "quarter", "month", "week", "day", "hour", "minute", "second", "millisecond", "now", "current_date",
        "get_current_timestamp", "current_timestamp", "current_localtimestamp", "last_day",
        "array_distinct", "array_sort", "array_position", "array_intersect", "array_union", "flatten", "map", "map_keys", "map_values", "row",
        "unnest", "json_extract", "json_array_length",
        // What the parser makes of operators and of words that are no functions in SQL.
        "~~", "!~~", "like_escape", "not_like_escape", "timezone", "to_years", "to_months", "to_days", "to_hours", "to_minutes", "to_seconds",
        "to_milliseconds", "list_value", "array_extract", "struct_extract",
    ];

    private static readonly (string Trino, string DuckDb)[] OtherName =
    [
        ("approx_distinct", "approx_count_distinct"), ("approx_percentile", "quantile_disc"), ("arbitrary", "any_value"), ("every", "bool_and"),
        ("listagg", "string_agg"), ("cardinality", "len"), ("array_join", "array_to_string"), ("array_max", "list_max"),
        ("array_min", "list_min"), ("array_sum", "list_sum"), ("sequence", "generate_series"), ("contains", "list_contains"),
        ("split", "string_split"), ("truncate", "trunc"), ("rand", "random"), ("random", "random"), ("regexp_like", "regexp_matches"),
        ("to_unixtime", "epoch"), ("json_extract_scalar", "json_extract_string"), ("date_diff", "date_sub"),
        ("levenshtein_distance", "levenshtein"), ("concat", "trino_concat"), ("from_unixtime", "trino_from_unixtime"),
        ("date_format", "strftime"), ("date_parse", "strptime"), ("date_add", "trino_date_add"), ("date", "trino_date"),
        ("element_at", "trino_element_at"), ("regexp_extract", "trino_regexp_extract"), ("regexp_replace", "trino_regexp_replace"),
        ("from_iso8601_timestamp", "trino_from_iso8601_timestamp"), ("to_iso8601", "trino_to_iso8601"), ("bitwise_and", "trino_bitwise_and"),
        ("bitwise_or", "trino_bitwise_or"), ("bitwise_xor", "xor"), ("bitwise_left_shift", "trino_left_shift"),
        ("bitwise_right_shift", "trino_right_shift"), ("day_of_week", "isodow"), ("dow", "isodow"), ("day_of_month", "day"),
        ("day_of_year", "dayofyear"), ("is_subnet_of", "trino_contains"), ("ip_prefix", "trino_ip_prefix"),
    ];

    private static readonly Dictionary<string, string> Names =
        SameName.Select(name => (Trino: name, DuckDb: name)).Concat(OtherName).ToDictionary(pair => pair.Trino, pair => pair.DuckDb, StringComparer.Ordinal);

    public static string? Of(string name) => Names.GetValueOrDefault(name);

    /// <summary>A format of date_format and date_parse as strftime has it.</summary>
    public static string TimeFormat(string format)
    {
        var translated = new System.Text.StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length) translated.Append(format[i]);
            else translated.Append(TimeLetter(format[++i]));
        }

        return translated.ToString();
    }

    // MySQL's letters for a time's parts, where strftime has others.
    private static string TimeLetter(char letter) => letter switch
    {
        'M' => "%B",
        'i' => "%M",
        'h' => "%I",
        's' => "%S",
        'W' => "%A",
        'T' => "%H:%M:%S",
        'r' => "%I:%M:%S %p",
        'c' => "%-m",
        'e' => "%-d",
        'k' => "%-H",
        'l' => "%-I",
        'v' => "%V",
        'x' => "%G",
        _ => $"%{letter}",
    };
}
