"""Files to fill in: a header and two invented lines for each kind of record, in both languages."""

SAMPLES: dict[str, dict[str, list[list[str]]]] = {
    "deals": {
        "en": [
            ["Deal", "Company", "Contact", "E-mail", "Stage", "Amount", "Owner", "Source", "Opened on", "Expected close"],
            ["Packing line", "Northmoor Foods", "Ada Quill", "ada@northmoor.example", "Qualify", "42,000.00", "", "Trade show", "2026-09-14", "2027-01-29"],
            ["Service contract", "Halden Mills", "Jo Birch", "jo@halden.example", "Won", "7,500.00", "", "Referral", "2026-06-02", "2026-10-08"],
        ],
        "fr": [
            ["Affaire", "Société", "Contact", "E-mail", "Étape", "Montant", "Commercial", "Origine", "Ouverte le", "Signature prévue"],
            ["Ligne d’emballage", "Saveurs du Nord", "Ada Quillet", "ada@saveurs.example", "Qualifier", "42 000,00", "", "Salon", "14/09/2026", "29/01/2027"],
            ["Contrat d’entretien", "Moulins Aldin", "Jo Bouleau", "jo@aldin.example", "Gagnée", "7 500,00", "", "Recommandation", "02/06/2026", "08/10/2026"],
        ],
    },
    "companies": {
        "en": [
            ["Company", "Website", "Phone", "Sector", "City", "Country", "Employees"],
            ["Northmoor Foods", "northmoor.example", "+44 20 7946 0018", "Food", "Leeds", "GB", "240"],
            ["Halden Mills", "halden.example", "+44 20 7946 0102", "Textile", "Bristol", "GB", "85"],
        ],
        "fr": [
            ["Société", "Site web", "Téléphone", "Secteur", "Ville", "Pays", "Effectif"],
            ["Saveurs du Nord", "saveurs.example", "+33 1 99 00 12 34", "Agroalimentaire", "Lille", "FR", "240"],
            ["Moulins Aldin", "aldin.example", "+33 1 99 00 56 78", "Textile", "Lyon", "FR", "85"],
        ],
    },
    "people": {
        "en": [
            ["First name", "Last name", "E-mail", "Phone", "Job title", "Company", "Where the data come from"],
            ["Ada", "Quill", "ada@northmoor.example", "+44 20 7946 0018", "Plant manager", "Northmoor Foods", "Trade show 2026"],
            ["Jo", "Birch", "jo@halden.example", "+44 20 7946 0102", "Buyer", "Halden Mills", "Web form"],
        ],
        "fr": [
            ["Prénom", "Nom", "E-mail", "Téléphone", "Fonction", "Société", "Origine des données"],
            ["Ada", "Quillet", "ada@saveurs.example", "+33 1 99 00 12 34", "Directrice de site", "Saveurs du Nord", "Salon 2026"],
            ["Jo", "Bouleau", "jo@aldin.example", "+33 1 99 00 56 78", "Acheteur", "Moulins Aldin", "Formulaire web"],
        ],
    },
}  # fmt: skip
