namespace Senmitsu.Studio.Gallery;

/// <summary>A filter in SQL. Its tables are <c>images i</c> and, where the condition needs it, <c>ratings r</c>.</summary>
/// <param name="Tables">For counting: without the ratings unless they matter.</param>
/// <param name="Condition">Behind WHERE.</param>
/// <param name="Values">What its parameters stand for.</param>
internal sealed record GalleryQuery(string Tables, string Condition, (string Name, object? Value)[] Values)
{
    /// <summary>The SQL of a filter.</summary>
    public static GalleryQuery Where(GalleryFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var conditions = new List<string> { filter.IsTrash ? "i.trashed IS NOT NULL" : "i.trashed IS NULL" };
        var values = new List<(string, object?)>();
        if (filter.Folder is { } folder) Add("i.folder = $folder", "$folder", folder);
        if (filter.Rating is { } rating) Add("COALESCE(r.rating, 0) = $rating", "$rating", (int)rating);
        if (filter.JobId is { } job) Add("i.id IN (SELECT image_id FROM job_results WHERE job_id = $job)", "$job", job);
        var words = filter.Text?.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        for (var i = 0; i < words.Length; i++) Add($"i.infotext LIKE $word{i} ESCAPE '\\'", $"$word{i}", $"%{Escape(words[i])}%");
        return new(filter.Rating is null ? "images i" : "images i LEFT JOIN ratings r ON r.image_id = i.id", string.Join(" AND ", conditions), [.. values]);

        void Add(string condition, string name, object value)
        {
            conditions.Add(condition);
            values.Add((name, value));
        }
    }

    private static string Escape(string word) => word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
