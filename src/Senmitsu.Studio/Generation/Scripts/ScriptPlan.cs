using Senmitsu.Studio.Generation.Grids;

namespace Senmitsu.Studio.Generation.Scripts;

/// <summary>The pictures of a job, known before the first is made: so they can be checked, counted and foretold.</summary>
/// <param name="Cells">How each is made.</param>
public abstract record ScriptPlan(IReadOnlyList<GridCell> Cells)
{
    /// <summary>The cells in the order in which they are made.</summary>
    public virtual IEnumerable<GridCell> InOrder => Cells;

    /// <summary>How many pictures are computed for one picture to start from, if all goes well.</summary>
    public int Pictures => Cells.Sum(cell => cell.Settings.BatchSize * cell.Settings.BatchCount);

    /// <summary>How many of them are results; all, unless some are parts of others.</summary>
    public virtual int Results => Pictures;

    /// <summary>Whether pictures are shown together without being asked for.</summary>
    public virtual bool DrawsGrid => false;

    /// <summary>Makes and saves the pictures for one picture to start from.</summary>
    /// <param name="maker">Opens it, makes, saves.</param>
    internal virtual void Run(PictureMaker maker)
    {
        foreach (var cell in InOrder)
        {
            if (maker.Open(cell.Settings) is not { } start) return;
            maker.Make(cell with { Settings = start.Settings }, start.Source, image => maker.Save(cell, image));
        }
    }

    /// <summary>The grids to draw of what was made.</summary>
    /// <param name="pictures">At least two, in the order in which they were saved.</param>
    internal virtual IEnumerable<GridSheet> Sheets(IReadOnlyList<FinishedPicture> pictures) => [GridSheet.OfAll(pictures)];
}
