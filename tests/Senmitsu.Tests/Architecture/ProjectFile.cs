using System.Xml.Linq;

namespace Senmitsu.Tests.Architecture;

/// <summary>What a project file says about its references.</summary>
internal sealed class ProjectFile
{
    public ProjectFile(string path)
    {
        FilePath = path;
        Name = System.IO.Path.GetFileNameWithoutExtension(path);
        var items = XDocument.Load(path).Descendants().ToList();
        ProjectReferences = [.. Includes("ProjectReference").Select(include => System.IO.Path.GetFileNameWithoutExtension(include.Replace('\\', '/')))];
        PackageReferences = [.. Includes("PackageReference")];

        IEnumerable<string> Includes(string element) => items.Where(item => item.Name.LocalName == element).Select(item => (string)item.Attribute("Include")!);
    }

    public string FilePath { get; }

    public string Name { get; }

    /// <summary>Names of the projects used.</summary>
    public IReadOnlyList<string> ProjectReferences { get; }

    /// <summary>Names of the packages used; a name may hold a build variable.</summary>
    public IReadOnlyList<string> PackageReferences { get; }
}
